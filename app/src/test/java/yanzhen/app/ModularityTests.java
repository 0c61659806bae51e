package yanzhen.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;

class ModularityTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("yanzhen.app");

    @Test
    void callsOnlyGoDownTheFloors() {
        ApplicationModules.of(Application.class).verify();
    }

    /** A {@code package-info} of tests hides the annotation from {@code verify()}: so once more. */
    @Test
    void callsAreAllowedByThePackageInfoOfTheCaller() throws IOException {
        assertThat(ModuleDrawing.of(ApplicationModules.of(Application.class)).forbidden())
                .isEmpty();
    }

    @Test
    void onlyTheChainCallsTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("yanzhen.app.chain..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("yanzhen.engine..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClusterAsksWhoIsWho() {
        noClasses()
                .that()
                .resideOutsideOfPackage("yanzhen.app.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("yanzhen.identity..")
                .check(CLASSES);
    }

    @Test
    void onlyTheChallengeSelects() {
        noClasses()
                .that()
                .resideOutsideOfPackage("yanzhen.app.challenge..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("yanzhen.selection..")
                .check(CLASSES);
    }

    /** Why is said in {@code PostgresArchive}. */
    @Test
    void onlyTheArchiveOfPostgresNeedsXz() {
        noClasses()
                .that()
                .doNotHaveSimpleName("PostgresArchive")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.tukaani..", "org.apache.commons.compress.compressors..")
                .check(CLASSES);
    }

    @Test
    void timeComesFromTheClockOnly() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("the time of asking is given, never taken")
                .check(CLASSES);
    }

    @Test
    void storesAndPagesStayHidden() {
        classes()
                .that()
                .resideInAPackage("..store..")
                .or()
                .areAnnotatedWith(Controller.class)
                .should()
                .notBePublic()
                .because("a module is used through its base package")
                .check(CLASSES);
    }

    @Test
    void theKernelKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("yanzhen.app.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.jdbc..", "org.springframework.web..", "java.sql..")
                .check(CLASSES);
    }
}
