package dev.cilab.sandbox.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SwaggerProtobufTest {

    @Test
    void fieldsHaveTheirNumbers() {
        byte[] bytes = SwaggerProtobuf.of(Json.read("""
                {"swagger":"2.0","info":{"title":"T","version":"v1"},"paths":{},
                 "definitions":{"D":{"type":"object","x-a":1,"properties":{"f":{"$ref":"#/definitions/D"}}}}}"""));
        String reference = hex("#/definitions/D");
        String property = "0a0166" + "1211" + "0a0f" + reference;
        String schema = "b20108" + "0a06" + hex("object") + "ca0118" + "0a16" + property + "fa010a" + "0a03"
                + hex("x-a") + "1203" + "1201" + hex("1");
        String named = "0a0144" + "12" + length(schema) + schema;
        String definitions = "0a" + length(named) + named;
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("0a03" + hex("2.0") + "1207" + "0a01" + hex("T") + "1202" + hex("v1") + "4200" + "4a"
                        + length(definitions) + definitions);
    }

    private static String length(String hex) {
        return HexFormat.of().toHexDigits((byte) (hex.length() / 2));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
