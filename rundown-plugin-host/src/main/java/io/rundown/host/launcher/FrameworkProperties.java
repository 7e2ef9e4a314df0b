package io.rundown.host.launcher;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** What the framework is started with: what the command line says, and above that whatever the user has set with {@code -D}. */
final class FrameworkProperties {

    private static final String FOLDER = "felix.fileinstall.dir";
    private static final String LAST_START_LEVEL = "10";

    /** JLine asks for the JDK's signals without an import; without them Ctrl-C would end the host instead of the command that runs. */
    private static final String SIGNALS = "sun.misc";

    private FrameworkProperties() {}

    static Map<String, String> of(Arguments arguments) throws IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                Constants.FRAMEWORK_STORAGE,
                arguments.storage().resolve("framework").toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, LAST_START_LEVEL);
        String allButOwn = Stream.concat(
                        Stream.of("*"), EmbeddedBundles.symbolicNames().stream().map(name -> "!" + name))
                .collect(Collectors.joining(","));
        properties.put("rundown.plugins", allButOwn);
        properties.put("rundown.hold", allButOwn);
        properties.put("rundown.fileinstall", "true");
        properties.put(FOLDER, arguments.plugins().toString());
        properties.put(
                "felix.fileinstall.tmpdir", arguments.storage().resolve("tmp").toString());
        properties.put("felix.fileinstall.poll", "500");
        // File Install lists the folder: with inotify it would not see a folder that is made anew, and it ignores lost
        // events
        properties.put("felix.fileinstall.disableNio2", "true");
        properties.put("felix.fileinstall.start.level", LAST_START_LEVEL);
        properties.put("felix.fileinstall.log.level", "2");
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        properties.merge(Constants.FRAMEWORK_BOOTDELEGATION, SIGNALS, (others, signals) -> others + "," + signals);
        if (arguments.plugins().toString().equals(properties.get(FOLDER))) {
            properties.put("rundown.folder", arguments.plugins().toString()); // what CatchUp calls the only folder
        }
        return properties;
    }
}
