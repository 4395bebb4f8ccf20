package dev.cilab.lab.reader;

/** Every file says which form of lab files it is written in: {@code cilab: 1}. */
final class Version {

    static final String CURRENT = "1";

    private Version() {}

    static void check(Fields fields) {
        String version = fields.required("cilab");
        fields.node("cilab")
                .filter(node -> !version.equals(CURRENT) && !version.isEmpty())
                .ifPresent(node -> fields.values()
                        .problems()
                        .add(node, "this cilab reads version " + CURRENT + " of lab files, not " + version, ""));
    }
}
