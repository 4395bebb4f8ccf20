package dev.cilab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cilab.lab.Fault;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Step;
import dev.cilab.lab.reader.FaultReader;
import dev.cilab.lab.reader.LabReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The labs that are packed with cilab, read with the real probes' words. */
class PackedLabsTest {

    static Stream<String> labs() {
        return LabCatalog.packed().names().stream();
    }

    @ParameterizedTest
    @MethodSource("labs")
    void areRead(String name) throws LabInvalid {
        Lab lab = read(name, "sandbox");

        assertThat(lab.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.explain()).as("explain of %s", step.id()).isNotBlank();
            assertThat(step.checks()).as("checks of %s", step.id()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("labs")
    void everyStepThatChangesSomethingCanBeTakenBack(String name) throws LabInvalid {
        List<String> oneWay = read(name, "sandbox").steps().stream()
                .filter(step -> !step.actions().isEmpty() && step.undo().isEmpty())
                .map(Step::id)
                .toList();

        // restarting an agent that is not ready leaves nothing behind; a CA that was replaced is gone for good
        assertThat(oneWay).isSubsetOf("cilium", "ca");
    }

    @ParameterizedTest
    @MethodSource("labs")
    void everyCheckHasAHint(String name) throws LabInvalid {
        assertThat(read(name, "sandbox").steps().stream().flatMap(step -> step.checks().stream()))
                .allSatisfy(check -> assertThat(check.hints()).as(check.name()).isNotEmpty());
    }

    static Stream<Arguments> faults() throws IOException {
        List<Arguments> faults = new ArrayList<>();
        for (String lab : LabCatalog.packed().names()) {
            try (Stream<Path> files = Files.list(Path.of("labs", lab, "break"))) {
                files.sorted()
                        .forEach(file -> faults.add(
                                arguments(lab, file.getFileName().toString().replace(".yaml", ""))));
            }
        }
        return faults.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultNamesACheckAndOneOfItsHints(String lab, String fault) throws LabInvalid {
        Fault read = FaultReader.read(LabCatalog.packed().find(lab).orElseThrow(), read(lab, "sandbox"), fault);

        assertThat(read.actions()).isNotEmpty();
    }

    private static Lab read(String name, String environment) throws LabInvalid {
        return LabReader.read(
                LabCatalog.packed().find(name).orElseThrow(), new LabProbes(), Overrides.none(environment));
    }
}
