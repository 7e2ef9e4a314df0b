package io.rundown.host.impl.jmx;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/** An MBean that says of itself what its interface is {@link Described} by. */
final class DescribedMBean extends StandardEmitterMBean {

    <T> DescribedMBean(T bean, Class<T> type, NotificationEmitter emitter) {
        super(bean, type, false, emitter);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(getMBeanInterface().getAnnotation(Described.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return methods()
                .filter(method -> method.getName().equals((info.isIs() ? "is" : "get") + info.getName()))
                .findFirst()
                .map(getter -> text(getter.getAnnotation(Described.class), info.getDescription()))
                .orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return text(method(info).getAnnotation(Described.class), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo parameter, int sequence) {
        return text(described(info, sequence), parameter.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo parameter, int sequence) {
        Described described = described(info, sequence);
        return described == null ? parameter.getName() : described.name();
    }

    private static String text(@Nullable Described described, String otherwise) {
        return described == null ? otherwise : described.value();
    }

    private @Nullable Described described(MBeanOperationInfo info, int sequence) {
        return method(info).getParameters()[sequence].getAnnotation(Described.class);
    }

    private Stream<Method> methods() {
        return Arrays.stream(getMBeanInterface().getMethods());
    }

    private Method method(MBeanOperationInfo info) {
        String[] signature = Arrays.stream(info.getSignature())
                .map(MBeanParameterInfo::getType)
                .toArray(String[]::new);
        return methods()
                .filter(method -> method.getName().equals(info.getName()))
                .filter(method -> Arrays.equals(
                        signature,
                        Arrays.stream(method.getParameterTypes())
                                .map(Class::getName)
                                .toArray()))
                .findFirst()
                .orElseThrow();
    }
}
