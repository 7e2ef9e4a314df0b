package io.rundown.impl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.Test;

/** What the implementation may depend on. */
class ImplArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rundown.impl");

    @Test
    void theRulesSeeTheImplementation() {
        assertTrue(CLASSES.contain(SlotRundownRef.class), CLASSES.toString());
    }

    @Test
    void onlyTheActivatorNeedsOsgi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.rundown.impl.osgi")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi..")
                .check(CLASSES);
    }

    @Test
    void thePrimitiveKnowsNoHostAndPrintsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.rundown.host..")
                .check(CLASSES);
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        slices().matching("io.rundown.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
