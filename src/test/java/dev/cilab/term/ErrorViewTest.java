package dev.cilab.term;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cilab.Golden;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Vocabulary;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.lab.reader.MemoryFiles;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ErrorViewTest {

    @Test
    void a_lab_file_with_mistakes() {
        MemoryFiles files = MemoryFiles.lab("""
                cilab: 1
                lab: bgp
                title: BGP
                vars: { podCidr: 172.20.0.0/16 }
                steps:
                - id: peering
                  titel: Peer
                  do:
                  - label: { nodes: "${nodes.cluster}", set: { a: "${podCdir}" } }
                  - aply: manifests/peer.yaml
                """);
        LabInvalid invalid = catchThrowableOfType(
                LabInvalid.class,
                () -> LabReader.read(files, new NoProbes(), new Overrides("sandbox", Map.of("pods", "1"))));

        Golden.check("error/lab-file.txt", printed(view -> view.print(invalid)));
    }

    @Test
    void a_file_that_is_no_yaml() {
        LabInvalid invalid = catchThrowableOfType(
                LabInvalid.class,
                () -> LabReader.read(
                        MemoryFiles.lab("cilab: 1\nlab: [bgp\ntitle: x\n"), new NoProbes(), Overrides.none("sandbox")));

        Golden.check("error/no-yaml.txt", printed(view -> view.print(invalid)));
    }

    @Test
    void any_other_error_takes_six_lines_at_most() {
        String evidence = "one\ntwo\n\nthree\nfour\nfive\nsix";

        Golden.check(
                "error/long.txt", printed(view -> view.print("ssh to k8s-w0 was refused", evidence, "cilab doctor")));
    }

    private static String printed(Consumer<ErrorView> how) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        how.accept(new ErrorView(new Io(
                InputStream.nullInputStream(),
                err,
                err,
                Map.of(),
                Path.of("/"),
                Screen.NONE,
                Screen.NONE,
                new Io.Interrupts())));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private record NoProbes() implements Vocabulary {

        @Override
        public Collection<ProbeSpec> probes() {
            return List.of();
        }

        @Override
        public Collection<String> capabilities() {
            return List.of();
        }
    }
}
