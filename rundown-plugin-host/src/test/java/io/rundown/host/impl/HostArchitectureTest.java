package io.rundown.host.impl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.Test;

/** What the host may depend on. */
class HostArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rundown.host.impl");

    @Test
    void theRulesSeeTheHost() {
        assertTrue(CLASSES.contain(RunningHost.class), CLASSES.toString());
        assertTrue(CLASSES.size() > 25, "only " + CLASSES.size() + " classes");
    }

    @Test
    void theHostNeedsThePrimitiveOnlyByItsInterface() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rundown.impl..", "org.apache..", "org.eclipse..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCyclesAndNobodyPrints() {
        slices().matching("io.rundown.host.impl.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
