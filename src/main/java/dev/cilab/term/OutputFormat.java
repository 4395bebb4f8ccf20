package dev.cilab.term;

/** How data goes to standard output. */
public enum OutputFormat {
    TABLE,
    WIDE,
    JSON,
    YAML,
    JSONL
}
