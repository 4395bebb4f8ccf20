package dev.cilab.sandbox.cluster.machinery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.Json;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void theHashIsTheContents() {
        String hash = Names.hash(Json.read("{\"a\":1,\"b\":[true,\"x\"]}"), 0);
        assertThat(hash).matches("[bcdfghjklmnpqrstvwxz2456789]{5,10}");
        assertThat(Names.hash(Json.read("{\"b\":[true,\"x\"],\"a\":1}"), 0)).isEqualTo(hash);
        assertThat(Names.hash(Json.read("{\"b\":[\"x\",true],\"a\":1}"), 0)).isNotEqualTo(hash);
        assertThat(Names.hash(Json.read("{\"b\":[true,\"x\"],\"a\":1}"), 1)).isNotEqualTo(hash);
    }

    @Test
    void suffixesHaveFiveLetters() {
        assertThat(Names.suffix()).matches("[bcdfghjklmnpqrstvwxz2456789]{5}");
    }
}
