package dev.cilab.watch;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the feeds put what they saw; works out what changed. */
final class Board {

    private static final int REMEMBERED = 1000;

    private final InstantSource clock;
    private final Runnable changed;
    private final Map<Pane, Content> panes = new EnumMap<>(Pane.class);
    private final Deque<Change> changes = new ArrayDeque<>();
    private final Set<Pane> seen = new HashSet<>();
    private long count;

    /** @param changed told after every change, from the feed's thread */
    Board(InstantSource clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    void publish(Pane pane, Content content) {
        synchronized (this) {
            Content before = panes.put(pane, content);
            if (content.equals(before)) {
                return;
            }
            // what is seen first was there already
            if (before != null && seen.contains(pane)) {
                differences(pane, before, content);
            }
            if (content.problem().isEmpty()) {
                seen.add(pane);
            }
        }
        changed.run();
    }

    /** Could not be looked at: what was seen last stays, and is said to be old. */
    void problem(Pane pane, String why) {
        Content before;
        synchronized (this) {
            before = panes.getOrDefault(pane, Content.NOTHING_YET);
        }
        publish(pane, before.stale(why));
    }

    synchronized Picture picture() {
        return new Picture(panes, List.copyOf(changes), count);
    }

    /** Every pane but the log has been seen, or is known not to be had. */
    synchronized boolean complete() {
        for (Pane pane : Pane.values()) {
            if (pane != Pane.CHANGES
                    && !seen.contains(pane)
                    && (!panes.containsKey(pane) || panes.get(pane).problem().isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private void differences(Pane pane, Content before, Content after) {
        if (pane == Pane.TRAFFIC) {
            return; // changes all the time
        }
        if (!after.problem().equals(before.problem())) {
            log(pane, after.problem().isEmpty() ? "can be seen again" : after.problem());
        }
        Map<String, Row> old = byKey(before);
        Map<String, Row> now = byKey(after);
        now.forEach((key, row) -> {
            Row was = old.get(key);
            if (was == null) {
                log(pane, "+ " + key + (row.says().isEmpty() ? "" : " " + row.says()));
            } else if (!was.says().equals(row.says())) {
                log(pane, "~ " + key + " " + was.says() + " → " + row.says());
            }
        });
        old.keySet().stream().filter(key -> !now.containsKey(key)).forEach(key -> log(pane, "- " + key));
    }

    private static Map<String, Row> byKey(Content content) {
        Map<String, Row> rows = new LinkedHashMap<>();
        content.rows().forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    private void log(Pane pane, String text) {
        count++;
        changes.addLast(new Change(clock.instant(), pane.word(), text));
        if (changes.size() > REMEMBERED) {
            changes.removeFirst();
        }
    }
}
