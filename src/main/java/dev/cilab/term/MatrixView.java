package dev.cilab.term;

import dev.cilab.measure.Outage;
import dev.cilab.measure.Spread;
import dev.cilab.run.MatrixCell;
import dev.cilab.run.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Patterns of traffic down, drills across: for how long requests were lost, and how many. */
public final class MatrixView {

    private final List<MatrixCell> cells;

    public MatrixView(List<MatrixCell> cells) {
        this.cells = List.copyOf(cells);
    }

    public String render() {
        List<String> drills = cells.stream().map(MatrixCell::drill).distinct().toList();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        cells.forEach(cell -> rows.computeIfAbsent(cell.pattern(), name -> new ArrayList<>(List.of(name)))
                .add(text(cell)));
        List<String> columns = new ArrayList<>(List.of("OUTAGE (LOST)"));
        drills.forEach(drill -> columns.add(drill.toUpperCase(Locale.ROOT)));
        List<List<String>> lines = new ArrayList<>();
        for (List<String> row : rows.values()) {
            while (row.size() < columns.size()) {
                row.add("-");
            }
            lines.add(row);
        }
        StringBuilder text = new StringBuilder(Table.of(columns, lines).render(false));
        text.append(resolution());
        cells.stream()
                .filter(cell -> !cell.why().isEmpty())
                .map(cell -> cell.pattern() + ": " + cell.why())
                .distinct()
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** How exact the times in the cells are. */
    private String resolution() {
        List<Duration> resolutions = cells.stream()
                .flatMap(cell -> cell.trial().stream())
                .flatMap(trial -> Stream.of(
                        trial.disturbed().resolution(), trial.restored().resolution()))
                .sorted()
                .toList();
        return resolutions.isEmpty()
                ? ""
                : "resolution: median "
                        + DrillView.millis(Spread.of(resolutions).median()) + ", worst "
                        + DrillView.millis(resolutions.getLast()) + "\n";
    }

    private static String text(MatrixCell cell) {
        return cell.trial().map(MatrixView::text).orElseGet(() -> switch (cell.result()) {
            case SKIP -> "SKIPPED";
            case FAIL -> "FAILED";
            case UNKNOWN -> "UNKNOWN";
            case PASS -> "-";
        });
    }

    private static String text(Trial trial) {
        Outage disturbed = trial.disturbed();
        Outage restored = trial.restored();
        long lost = disturbed.lost() + restored.lost();
        return DrillView.millis(disturbed.span().plus(restored.span())) + " (" + lost + " of "
                + (disturbed.requests() + restored.requests()) + ")";
    }
}
