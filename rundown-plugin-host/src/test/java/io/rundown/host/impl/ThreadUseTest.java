package io.rundown.host.impl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.rundown.spi.ThreadView;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Only {@link ThreadView} calls methods that the class of a thread can override, in the API, in the primitive and in the host. Such a method can
 * throw, lie or hang.
 */
class ThreadUseTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rundown");

    /** What code does to threads that it makes itself. */
    private static final Set<String> OF_ONES_OWN = Set.of("start", "setContextClassLoader");

    private static final Set<String> OVERRIDABLE = Arrays.stream(Thread.class.getMethods())
            .filter(method -> (method.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) == 0)
            .map(Method::getName)
            .filter(name -> !OF_ONES_OWN.contains(name))
            .collect(Collectors.toUnmodifiableSet());

    private static DescribedPredicate<JavaAccess<?>> toThread(String description, Set<String> methods) {
        return DescribedPredicate.describe(
                description,
                access -> access.getTargetOwner().isAssignableTo(Thread.class) && methods.contains(access.getName()));
    }

    /** The classes that call such a method, or refer to one. */
    private static ArchCondition<JavaClass> have(DescribedPredicate<JavaAccess<?>> calls) {
        return new ArchCondition<>("have " + calls.getDescription()) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    events.add(new SimpleConditionEvent(access, calls.test(access), access.getDescription()));
                }
            }
        };
    }

    @Test
    void theRulesSeeAllModules() {
        for (String name : new String[] {
            "io.rundown.RundownHolder",
            "io.rundown.impl.Slot",
            "io.rundown.host.impl.RunningHost",
            "io.rundown.host.shell.Commands",
            "io.rundown.host.folder.CatchUp",
            "io.rundown.host.launcher.Main"
        }) {
            assertTrue(PRODUCT.contain(name), name);
        }
        assertTrue(
                OVERRIDABLE.containsAll(Set.of("getId", "getStackTrace", "interrupt", "toString", "hashCode")),
                OVERRIDABLE.toString());
    }

    @Test
    void overridableMethodsOfThreadsAreCalledInOneClassOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ThreadView.class.getName())
                .and()
                .resideOutsideOfPackage(
                        "io.rundown.host.launcher") // knows the API's packages no more than a framework does
                .should(have(toThread("calls of overridable methods of threads", OVERRIDABLE)))
                .check(PRODUCT);
    }

    /** The launcher makes the threads that it runs on. */
    @Test
    void theLauncherCallsThemForItsOwnThreadOnly() {
        Set<String> ofOthers =
                OVERRIDABLE.stream().filter(name -> !name.equals("interrupt")).collect(Collectors.toSet());
        noClasses()
                .that()
                .resideInAPackage("io.rundown.host.launcher")
                .should(have(toThread("calls of overridable methods of threads", ofOthers)))
                .check(PRODUCT);
    }

    /** It puts the threads into a hash map. */
    @Test
    void nobodyHashesAllThreads() {
        noClasses()
                .should(have(toThread("calls of getAllStackTraces", Set.of("getAllStackTraces"))))
                .check(PRODUCT);
    }
}
