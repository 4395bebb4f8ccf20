package dev.cilab.helm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Reads files out of a gzipped tar archive (POSIX ustar, GNU and pax long names), as much of the format as packed charts use. */
final class Tarball {

    private static final int BLOCK = 512;
    private static final int LARGEST = 16 << 20;

    private Tarball() {}

    /** @return the wanted files' contents by their path in the archive */
    static Map<String, String> read(Path archive, Predicate<String> wanted) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)), 1 << 16)) {
            return read(in, wanted);
        }
    }

    private static Map<String, String> read(InputStream in, Predicate<String> wanted) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        String longName = "";
        while (true) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                return files;
            }
            int size = octal(header, 124, 12);
            char type = (char) header[156];
            String name = longName.isEmpty() ? name(header) : longName;
            longName = "";
            if (type == 'L' || type == 'x') {
                String text = new String(content(in, size), StandardCharsets.UTF_8);
                longName = type == 'L' ? text.replace("\0", "") : paxPath(text);
            } else if ((type == '0' || type == 0) && wanted.test(name)) {
                files.put(name, new String(content(in, size), StandardCharsets.UTF_8));
            } else {
                in.skipNBytes(padded(size));
            }
        }
    }

    private static byte[] content(InputStream in, int size) throws IOException {
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw new IOException("the archive ends in the middle of a file");
        }
        in.skipNBytes(padded(size) - size);
        return content;
    }

    private static long padded(int size) {
        return (size + BLOCK - 1L) / BLOCK * BLOCK;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** A pax header is lines of {@code LENGTH KEY=VALUE}. */
    private static String paxPath(String header) {
        return header.lines()
                .filter(line -> line.contains(" path="))
                .map(line -> line.substring(line.indexOf(" path=") + " path=".length()))
                .findFirst()
                .orElse("");
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static int octal(byte[] header, int from, int length) throws IOException {
        try {
            int size = Integer.parseInt(text(header, from, length).strip(), 8);
            if (size > LARGEST) {
                throw new IOException("a file in it is larger than " + LARGEST + " bytes");
            }
            return size;
        } catch (NumberFormatException e) {
            throw new IOException("not a tar archive", e);
        }
    }
}
