package dev.cilab.exec;

/** POSIX permission bits, e.g. {@code new FileMode(0640)}. */
public record FileMode(int bits) {

    public static final FileMode PRIVATE = new FileMode(0600);
    public static final FileMode READABLE = new FileMode(0644);
    public static final FileMode EXECUTABLE = new FileMode(0755);

    public FileMode {
        if (bits < 0 || bits > 07777) {
            throw new IllegalArgumentException("not a file mode: " + Integer.toOctalString(bits));
        }
    }

    public String octal() {
        return String.format("%04o", bits);
    }
}
