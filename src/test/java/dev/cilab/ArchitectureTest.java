package dev.cilab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The house of src/docs/architecture.md, held by the build. */
@AnalyzeClasses(packages = "dev.cilab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule rooms_are_reached_in_one_direction = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.cilab..")
            .withOptionalLayers(true)
            .layer("Main")
            .definedBy("dev.cilab")
            .layer("cli")
            .definedBy("dev.cilab.cli..")
            .layer("run")
            .definedBy("dev.cilab.run..", "dev.cilab.report..")
            .layer("term")
            .definedBy("dev.cilab.term..")
            .layer("watch")
            .definedBy("dev.cilab.watch..")
            .layer("work")
            .definedBy("dev.cilab.action..", "dev.cilab.probe..", "dev.cilab.check..")
            .layer("measure")
            .definedBy("dev.cilab.measure..")
            .layer("capture")
            .definedBy("dev.cilab.capture..")
            .layer("env")
            .definedBy("dev.cilab.env..")
            .layer("ports")
            .definedBy("dev.cilab.kube..", "dev.cilab.helm..", "dev.cilab.ssh..")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("Main")
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("Main", "cli", "term")
            .whereLayer("term")
            .mayOnlyBeAccessedByLayers("Main", "cli", "run", "watch")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("work")
            .mayOnlyBeAccessedByLayers("cli", "run", "term", "watch")
            .whereLayer("measure")
            .mayOnlyBeAccessedByLayers("cli", "run", "term", "work")
            .whereLayer("capture")
            .mayOnlyBeAccessedByLayers("cli", "run", "term", "work")
            .whereLayer("env")
            .mayOnlyBeAccessedByLayers("cli", "run", "work", "watch")
            .whereLayer("ports")
            .mayOnlyBeAccessedByLayers("cli", "run", "work", "env", "watch");

    @ArchTest
    static final ArchRule a_lab_depends_on_nothing = noClasses()
            .that()
            .resideInAPackage("dev.cilab.lab..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cilab..").and(not(resideInAPackage("dev.cilab.lab.."))));

    @ArchTest
    static final ArchRule events_depend_on_nothing = noClasses()
            .that()
            .resideInAPackage("dev.cilab.event..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cilab..").and(not(resideInAPackage("dev.cilab.event.."))));

    @ArchTest
    static final ArchRule exec_is_the_ground_floor = noClasses()
            .that()
            .resideInAPackage("dev.cilab.exec..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cilab..").and(not(resideInAPackage("dev.cilab.exec.."))));

    @ArchTest
    static final ArchRule the_sandbox_knows_nothing_of_cilab = noClasses()
            .that()
            .resideInAPackage("dev.cilab.sandbox..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.cilab..")
                    .and(not(resideInAnyPackage("dev.cilab.sandbox..", "dev.cilab.exec.."))));

    @ArchTest
    static final ArchRule only_its_environment_knows_the_sandbox = noClasses()
            .that()
            .resideOutsideOfPackages("dev.cilab.sandbox..", "dev.cilab.env.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cilab.sandbox..");

    @ArchTest
    static final ArchRule picocli_lives_in_cli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cilab.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule fabric8_lives_in_kube = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cilab.kube..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    @ArchTest
    static final ArchRule helm_lives_in_helm = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cilab.helm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.marcnuri..", "com.sun.jna..");

    @ArchTest
    static final ArchRule jsch_lives_in_ssh = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cilab.ssh..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.jcraft.jsch..");

    @ArchTest
    static final ArchRule the_terminal_library_lives_in_term = noClasses()
            .that()
            .resideOutsideOfPackages("dev.cilab.term..", "dev.cilab.shell..", "dev.cilab.watch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule only_programs_exit = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.cilab.Main")
            .and()
            .doNotHaveFullyQualifiedName("dev.cilab.Rehearsal")
            .and()
            .doNotHaveFullyQualifiedName("dev.cilab.sandbox.Daemon")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule standard_streams_come_with_io = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.cilab.term.Io")
            .and()
            .resideOutsideOfPackage("dev.cilab.sandbox")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in");

    @ArchTest
    static final ArchRule no_static_state = fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule no_rooms_without_a_name = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..", "..misc..");

    @ArchTest
    static final ArchRule names_say_what = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    @ArchTest
    static final ArchRule no_cycles_between_rooms =
            SlicesRuleDefinition.slices().matching("dev.cilab.(*)..").should().beFreeOfCycles();
}
