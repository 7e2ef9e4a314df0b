package io.rundown.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the API may depend on. */
class ApiArchitectureTest {

    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rundown");

    @Test
    void theRulesSeeTheWholeApi() {
        assertTrue(API.contain("io.rundown.RundownRef"), API.toString());
        assertTrue(API.contain("io.rundown.host.PluginHost"), API.toString());
        assertTrue(API.size() >= 20, "only " + API.size() + " classes");
    }

    /** The annotations of org.osgi.annotation stay in the class file and are not needed at run time. */
    @Test
    void thePrimitiveNeedsNoOsgi() {
        noClasses()
                .that()
                .resideInAPackage("io.rundown")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.osgi.framework..",
                        "org.osgi.dto..",
                        "org.osgi.resource..",
                        "org.osgi.service..",
                        "org.osgi.util..",
                        "io.rundown.host..")
                .check(API);
    }

    @Test
    void theApiKnowsNoImplementation() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rundown.impl..", "io.rundown.host.impl..", "org.apache..", "org.eclipse..")
                .check(API);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.rundown.(*)..").should().beFreeOfCycles().check(API);
    }
}
