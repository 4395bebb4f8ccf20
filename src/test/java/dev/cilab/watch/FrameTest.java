package dev.cilab.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.watch.Row.Mood;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final Instant NOW = Instant.parse("2026-01-02T12:34:56Z");

    private final Frame frame = new Frame(true, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"80, 24", "140, 40"})
    void everythingAtOnce(int columns, int rows) {
        Golden.check("watch/all-" + columns + "x" + rows + ".txt", shown(View.START, columns, rows));
    }

    @Test
    void onePaneAloneWithAFilter() {
        Golden.check("watch/fib-filtered-80x24.txt", shown(pressed("3/router\n"), 80, 24));
    }

    @Test
    void changesLatestFirstCutToTheWidth() {
        Golden.check("watch/changes-80x24.txt", shown(pressed("6"), 80, 24));
    }

    @Test
    void help() {
        Golden.check("watch/help-80x24.txt", shown(pressed("?"), 80, 24));
    }

    @Test
    void promptsAndTheirMistakes() {
        assertThat(last(pressed("/web"))).isEqualTo("/web▏");
        assertThat(last(pressed(":ri"))).isEqualTo(":ri▏");
        assertThat(last(pressed(":nonsense\n"))).startsWith("no view \"nonsense\"");
        assertThat(pressed(":ri\n").focus()).isEqualTo(Pane.RIB);
        assertThat(pressed(":q\n").quit()).isTrue();
        assertThat(pressed("q").quit()).isTrue();
        assertThat(pressed("/q").quit()).isFalse();
        assertThat(pressed("?q").quit()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 24, 60})
    void everySizeIsFilledExactly(int rows) {
        for (int columns = 1; columns < 200; columns += 7) {
            VirtualScreen screen = new VirtualScreen(Math.max(columns, 25), rows);
            screen.write(new Display()
                    .draw(frame.lines(picture(), pressed("2"), columns, rows, "bgp on sandbox", NOW), columns));
            assertThat(frame.lines(picture(), View.START, columns, rows, "bgp", NOW))
                    .hasSize(rows);
        }
    }

    @Test
    void onlyWhatChangedIsDrawnAgain() {
        Display display = new Display();
        VirtualScreen screen = new VirtualScreen(80, 24);
        screen.write(display.draw(lines(View.START, NOW), 80));
        int first = screen.written();

        screen.write(display.draw(lines(View.START, NOW.plusSeconds(1)), 80));

        assertThat(screen.written() - first).isEqualTo(80); // the line with the clock
        assertThat(display.draw(lines(View.START, NOW.plusSeconds(1)), 80)).isEmpty();
    }

    @Test
    void withoutColourThereAreNoSequences() {
        assertThat(String.join("", new Frame(false, ZoneOffset.UTC).lines(picture(), View.START, 80, 24, "bgp", NOW)))
                .doesNotContain("\u001B");
    }

    @Test
    void nobodyGetsMoreThanHeWishesWhileOthersWant() {
        assertThat(Frame.share(10, List.of(3, 20, 3))).containsExactly(3, 4, 3);
        assertThat(Frame.share(10, List.of(1, 1, 1))).containsExactly(1, 1, 8);
        assertThat(Frame.share(2, List.of(5, 5, 5))).containsExactly(1, 1, 0);
    }

    private String shown(View view, int columns, int rows) {
        VirtualScreen screen = new VirtualScreen(columns, rows);
        screen.write(new Display().draw(frame.lines(picture(), view, columns, rows, "bgp on sandbox", NOW), columns));
        return screen.text();
    }

    private List<String> lines(View view, Instant now) {
        return frame.lines(picture(), view, 80, 24, "bgp on sandbox", now);
    }

    private String last(View view) {
        return lines(view, NOW).getLast().replaceAll("\u001B\\[\\d*m", "").strip();
    }

    private static View pressed(String keys) {
        View view = View.START;
        for (char c : keys.toCharArray()) {
            view = view.key(c == '\n' ? Key.Special.ENTER : new Key.Character(c));
        }
        return view;
    }

    private static Picture picture() {
        int[] tick = {0};
        InstantSource clock = () -> NOW.minusSeconds(60 - tick[0]++);
        Board board = new Board(clock, () -> {});
        board.publish(Pane.PEERS, peers("established"));
        board.publish(Pane.PEERS, peers("active"));
        board.publish(
                Pane.RIB,
                new Content(
                        List.of("", "PREFIX", "NEXT HOP", "NODE", "PATH"),
                        List.of(
                                row("*>", "10.10.1.0/24", "0.0.0.0", "router", ""),
                                row("*>", "172.20.0.0/24", "192.168.10.100", "k8s-ctr", "65001")),
                        ""));
        board.publish(
                Pane.FIB,
                new Content(
                        List.of("NODE", "PREFIX", "VIA", "PROTO", "DEV"),
                        IntStream.range(0, 20)
                                .mapToObj(i -> row(
                                        i < 3 ? "router" : "k8s-w1", "172.20." + i + ".0/24", "k8s-ctr", "bgp", "eth1"))
                                .toList(),
                        ""));
        board.publish(
                Pane.ENDPOINTS,
                new Content(
                        List.of("SERVICE", "NODE", "ADDRESS", "READY", "POD"),
                        List.of(row("webpod", "k8s-w1", "172.20.1.36", "yes", "webpod-85bf9bc478-cznz8")),
                        ""));
        board.problem(Pane.ENDPOINTS, "the API server does not answer");
        return board.picture();
    }

    private static Content peers(String state) {
        return new Content(
                List.of("NODE", "STATE", "GOT", "SENT", "UP", "CILIUM SAYS"),
                List.of(
                        new Row(
                                "k8s-ctr",
                                "established",
                                List.of("k8s-ctr", "established", "1", "4", "3m", "established"),
                                Mood.GOOD),
                        new Row("k8s-w0", state, List.of("k8s-w0", state, "0", "-", "-", state), Mood.BAD)),
                "");
    }

    private static Row row(String... cells) {
        return new Row(String.join(" ", cells), "", List.of(cells), Mood.PLAIN);
    }
}
