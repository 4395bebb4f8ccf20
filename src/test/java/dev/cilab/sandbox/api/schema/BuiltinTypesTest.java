package dev.cilab.sandbox.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuiltinTypesTest {

    private static final Path RESOURCE = Path.of("src/main/resources/dev/cilab/sandbox/schema/types.txt");

    /** {@code -Dgolden.update=true} rewrites it. */
    @Test
    void theListOfTypesIsWhatTheModelClassesSay() throws IOException {
        String text = new BuiltinTypesWriter().write();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(RESOURCE, text);
        }
        assertThat(Files.readString(RESOURCE)).isEqualTo(text);
    }

    @Test
    void rulesNameTypesAndFieldsThatExist() throws IOException {
        BuiltinTypes types = BuiltinTypes.load();
        for (String line : Files.readAllLines(Path.of("src/main/resources/dev/cilab/sandbox/schema/rules.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] path = line.split(" ")[0].split("\\.");
                assertThat(types.names()).as(line).contains(path[0]);
                if (path.length > 1) {
                    assertThat(types.struct(path[0]).fields()).as(line).containsKey(path[1]);
                }
            }
        }
    }

    @Test
    void kindsLeadToTheirFields() {
        Shape.Struct deployment =
                BuiltinTypes.load().kind("apps/v1", "Deployment").orElseThrow();
        Shape pod = deployment.field("spec").field("template").field("spec");
        assertThat(pod.field("containers")).isInstanceOfSatisfying(Shape.ListOf.class, containers -> {
            assertThat(containers.type()).isEqualTo(Shape.ListType.MAP);
            assertThat(containers.keys()).containsExactly("name");
            assertThat(containers.patch()).isEqualTo(new Shape.Patch(true, "name", false));
        });
        assertThat(pod.field("nodeSelector").atomicObject()).isTrue();
        assertThat(deployment.field("spec").field("selector").atomicObject()).isTrue();
        assertThat(deployment.field("spec").field("replicas")).isEqualTo(new Shape.Scalar("int32"));
        assertThat(deployment.field("spec").declares("replica")).isFalse();
    }
}
