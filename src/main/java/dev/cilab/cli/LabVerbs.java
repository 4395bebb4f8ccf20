package dev.cilab.cli;

import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabCommand;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.reader.LabReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words that a lab's own file adds to the command line. */
final class LabVerbs {

    private LabVerbs() {}

    /** A file with mistakes adds none; whatever reads the whole of it tells them. */
    static List<Entry> of(String lab, LabCatalog catalog) {
        LabFiles files = catalog.find(lab).orElseThrow();
        try {
            return entries(LabReader.commands(files));
        } catch (LabInvalid e) {
            return List.of();
        }
    }

    private static List<Entry> entries(List<LabCommand> commands) {
        Map<String, List<LabCommand>> byFirstWord = new LinkedHashMap<>();
        commands.forEach(command -> byFirstWord
                .computeIfAbsent(command.name().split(" ")[0], word -> new ArrayList<>())
                .add(command));
        List<Entry> entries = new ArrayList<>();
        byFirstWord.forEach((word, group) -> {
            boolean single = group.size() == 1 && group.getFirst().name().equals(word);
            entries.add(
                    single
                            ? entry(word, group.getFirst())
                            : Entry.group(
                                    word,
                                    group.getFirst().title(),
                                    group.stream()
                                            .map(each -> entry(
                                                    each.name()
                                                            .substring(word.length())
                                                            .strip(),
                                                    each))
                                            .toList()));
        });
        return entries;
    }

    private static Entry entry(String word, LabCommand command) {
        return Entry.command(word, command.title(), invocation -> new LabVerb(invocation, command));
    }
}
