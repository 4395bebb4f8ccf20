package dev.cilab.ssh;

import dev.cilab.exec.Secret;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom a command runs on the far side. Whoever ends it needs the same rights.
 *
 * @param prefix goes before the command
 * @param first  what the prefix reads before the command's own input
 */
record Rights(List<String> prefix, byte[] first) {

    static final Rights OWN = new Rights(List.of(), new byte[0]);
    static final Rights SUDO = new Rights(List.of("sudo", "-n", "--"), new byte[0]);

    /** {@code -k} makes sudo read the password even where it remembers one: otherwise the command would read it as its own input. */
    static Rights sudo(Secret password) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(password.bytes());
        line.write('\n');
        return new Rights(List.of("sudo", "-k", "-S", "-p", "", "--"), line.toByteArray());
    }

    List<String> argv(List<String> command) {
        List<String> argv = new ArrayList<>(prefix);
        argv.addAll(command);
        return argv;
    }

    byte[] input(byte[] stdin) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(first);
        input.writeBytes(stdin);
        return input.toByteArray();
    }
}
