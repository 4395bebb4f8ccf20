package dev.cilab.check;

/**
 * One thing that is not as expected.
 *
 * @param where    what it is about, e.g. {@code router k8s-w0: state}; may be empty
 * @param expected e.g. {@code established}
 * @param actual   e.g. {@code active}
 */
public record Difference(String where, String expected, String actual) {

    /** One line for people. */
    public String line() {
        return (where.isEmpty() ? "" : where + " ") + "expected " + expected + ", is " + actual;
    }
}
