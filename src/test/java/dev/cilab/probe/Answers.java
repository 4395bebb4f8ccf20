package dev.cilab.probe;

import dev.cilab.env.Environment;
import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What programs answered, as files, and the topology they answered in. */
public final class Answers {

    private Answers() {}

    public static String text(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/answers", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String name) throws Unreachable {
        return Json.read(name, text(name));
    }

    public static ProbeCall call(String verb, List<String> on, Map<String, Object> arguments) {
        return new ProbeCall(verb, on, arguments, new Position("lab.yaml", 1, 1));
    }

    public static Topology topology() {
        try {
            return LabReader.topology(LabCatalog.packed().find("bgp").orElseThrow());
        } catch (LabInvalid e) {
            throw new IllegalStateException(e);
        }
    }

    /** A site whose machines cannot be reached: enough where only names and addresses matter. */
    public static Site site(String... on) {
        return new Site(call("probe", List.of(on), Map.of()), scope(null));
    }

    public static Scope scope(Environment environment) {
        return new Scope(environment, topology(), Map.of(), null);
    }

    /** One row a line, as records print themselves. */
    public static String lines(List<?> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }
}
