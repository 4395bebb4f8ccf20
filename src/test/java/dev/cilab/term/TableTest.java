package dev.cilab.term;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void looks_like_kubectls() {
        Table table = new Table(
                List.of("NODE", "STATE"),
                List.of("UPTIME"),
                List.of(List.of("k8s-ctr", "established", "25s"), List.of("w", "idle", "")));

        assertThat(table.render(false)).isEqualTo("""
                NODE      STATE
                k8s-ctr   established
                w         idle
                """);
        assertThat(table.render(true)).isEqualTo("""
                NODE      STATE         UPTIME
                k8s-ctr   established   25s
                w         idle
                """);
    }

    @Test
    void counts_cells_not_characters() {
        Table table = Table.of(
                List.of("A", "B"),
                List.of(List.of("노드", "x"), List.of("\u001B[31mabcd\u001B[0m", "y"), List.of("e\u0301", "z")));

        assertThat(table.render(false)).isEqualTo("""
                A      B
                노드   x
                \u001B[31mabcd\u001B[0m   y
                e\u0301      z
                """);
    }

    @Test
    void cuts_with_an_ellipsis() {
        assertThat(Cells.cut("k8s-control-plane", 8)).isEqualTo("k8s-con…");
        assertThat(Cells.cut("노드노드", 5)).isEqualTo("노드…");
        assertThat(Cells.cut("short", 8)).isEqualTo("short");
    }
}
