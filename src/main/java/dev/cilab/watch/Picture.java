package dev.cilab.watch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything at one moment.
 *
 * @param changes the latest of them, in order
 * @param count   how many there were in all
 */
record Picture(Map<Pane, Content> panes, List<Change> changes, long count) {

    Picture {
        panes = Map.copyOf(panes);
        changes = List.copyOf(changes);
    }

    /** Those after the first {@code known}, as far as they are remembered. */
    List<Change> since(long known) {
        return changes.subList((int) Math.max(0, changes.size() - (count - known)), changes.size());
    }

    Content of(Pane pane) {
        return panes.getOrDefault(pane, Content.NOTHING_YET);
    }

    /** In the order of the panes, for programs. */
    Map<String, Content> named() {
        Map<String, Content> named = new LinkedHashMap<>();
        for (Pane pane : Pane.values()) {
            if (pane != Pane.CHANGES) {
                named.put(pane.word(), of(pane));
            }
        }
        return named;
    }
}
