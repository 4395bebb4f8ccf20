package dev.cilab.cli;

import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.reader.Suggestion;
import dev.cilab.term.Io;

/** The labs that a command line can name. */
final class Labs {

    private static final String OPTION = "--labs";

    private Labs() {}

    /** Before parsing, because the names are commands. */
    static LabCatalog catalog(String[] args, Io io) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].equals(OPTION) && i + 1 < args.length) {
                return LabCatalog.in(io.workingFolder().resolve(args[i + 1]));
            }
            if (args[i].startsWith(OPTION + "=")) {
                return LabCatalog.in(io.workingFolder().resolve(args[i].substring(OPTION.length() + 1)));
            }
        }
        return LabCatalog.packed();
    }

    static LabCatalog catalog(EnvironmentOptions options, Io io) {
        return options.labs == null
                ? LabCatalog.packed()
                : LabCatalog.in(io.workingFolder().resolve(options.labs));
    }

    static LabFiles files(String lab, EnvironmentOptions options, Io io) throws UsageError {
        LabCatalog catalog = catalog(options, io);
        return catalog.find(lab)
                .orElseThrow(() -> new UsageError(
                        "there is no lab \"" + lab + "\"; " + Suggestion.of(lab, catalog.names()), "cilab labs"));
    }
}
