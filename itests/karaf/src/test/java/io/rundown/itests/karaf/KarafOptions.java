package io.rundown.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.OptionUtils.combine;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import io.rundown.itests.plugins.PluginJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;
import org.ops4j.pax.exam.options.extra.VMOption;

/** A Karaf as it is downloaded, which knows a repository with rundown in it. This runs in Maven's process, the tests in Karaf's. */
final class KarafOptions {

    /** Where the tests find jars and a feature repository. */
    static final String JARS = "karaf.itest.jars";

    private static final List<String> JAVA_9_AND_LATER = List.of(
            "--add-reads=java.xml=java.logging",
            "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
            "--patch-module",
            "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + version() + ".jar",
            "--patch-module",
            "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + version() + ".jar",
            "--add-opens",
            "java.base/java.security=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.net=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.util=ALL-UNNAMED",
            "--add-opens",
            "java.naming/javax.naming.spi=ALL-UNNAMED",
            "--add-opens",
            "java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
            "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
            "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
            "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
            "-classpath",
            "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*");

    private KarafOptions() {}

    private static String version() {
        return System.getProperty("karaf.version");
    }

    /** One in whose {@code etc} is what the host is to do. */
    static Option[] configuredKaraf() throws IOException {
        return combine(
                karaf(),
                editConfigurationFilePut("etc/io.rundown.host.cfg", "plugins", "sample.*"),
                editConfigurationFilePut("etc/io.rundown.host.cfg", "hold", "sample.*"));
    }

    static Option[] karaf() throws IOException {
        Path target = Path.of(System.getProperty("karaf.itest.target"));
        Path jars = Files.createDirectories(target.resolve("jars"));
        Files.write(jars.resolve("api.jar"), PluginJar.API.bytes("1.0.0"));
        for (int minor = 0; minor <= Versions.LAST; minor++) {
            Files.write(
                    jars.resolve("provider-" + Versions.of(minor) + ".jar"),
                    PluginJar.PROVIDER.bytes(Versions.of(minor)));
        }
        Files.writeString(jars.resolve("features.xml"), features(jars));
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(Path.of(System.getProperty("karaf.archive"))
                                .toUri()
                                .toString())
                        .karafVersion(version())
                        .name("Apache Karaf")
                        .unpackDirectory(target.resolve("exam").toFile())
                        .useDeployFolder(false),
                configureSecurity().disableKarafMBeanServerBuilder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevel.WARN),
                systemProperty(JARS).value(jars.toString()),
                systemProperty(FirstFailureCounts.RUN).value(System.getProperty(FirstFailureCounts.RUN)),
                systemProperty("rundown.version").value(System.getProperty("rundown.version")),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.localRepository",
                        System.getProperty("maven.repo.local")),
                editConfigurationFileExtend(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        Path.of(System.getProperty("karaf.itest.repository")).toUri() + "@id=rundown@snapshots"),
                editConfigurationFilePut("etc/org.apache.karaf.features.cfg", "updateSnapshots", "none"),
                editConfigurationFilePut(
                        "etc/org.apache.felix.fileinstall-deploy.cfg", "felix.fileinstall.poll", "200"),
                bundle(jars.resolve("api.jar").toUri().toString())));
        JAVA_9_AND_LATER.forEach(option -> options.add(new VMOption(option)));
        return options.toArray(new Option[0]);
    }

    /** The provider as two versions of a feature. */
    private static String features(Path jars) {
        StringBuilder features = new StringBuilder(
                "<features name=\"sample\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">\n");
        for (int minor = 0; minor < 2; minor++) {
            features.append("<feature name=\"sample\" version=\"")
                    .append(Versions.of(minor))
                    .append("\"><bundle>")
                    .append(jars.resolve("provider-" + Versions.of(minor) + ".jar")
                            .toUri())
                    .append("</bundle></feature>\n");
        }
        return features.append("</features>\n").toString();
    }
}
