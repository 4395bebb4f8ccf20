package dev.cilab.ssh;

import dev.cilab.exec.Result;
import dev.cilab.exec.Secret;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How sudo is asked, and how its own refusals are told from a command's failure (messages in the C locale, sudo 1.8 and 1.9). */
final class Sudo {

    private static final Pattern WANTS_PASSWORD = Pattern.compile("(?m)^sudo: a (password|terminal) is required.*");
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^(?:sudo: (?:a (?:password|terminal) is required|no password was provided"
                    + "|\\d+ incorrect password attempt).*|Sorry, try again\\.|Sorry, user .* (?:is not allowed|may not run).*"
                    + "|.* is not in the sudoers file.*|.* is not allowed to run sudo.*)$");

    private Sudo() {}

    static List<String> withoutPassword(List<String> argv) {
        return prefixed(List.of("sudo", "-n", "--"), argv);
    }

    /** {@code -k} makes sudo read the password even where it remembers one: otherwise the command would read it as its own input. */
    static List<String> withPassword(List<String> argv) {
        return prefixed(List.of("sudo", "-k", "-S", "-p", "", "--"), argv);
    }

    static byte[] input(Secret password, byte[] stdin) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(password.bytes());
        input.write('\n');
        input.writeBytes(stdin);
        return input.toByteArray();
    }

    static boolean wantsPassword(Result result) {
        return result.exit() == 1 && WANTS_PASSWORD.matcher(result.stderr()).find();
    }

    /** sudo's own words, when it was sudo that failed. */
    static Optional<String> refusal(Result result) {
        Matcher refused = REFUSED.matcher(result.stderr());
        return result.exit() == 1 && result.out().length == 0 && refused.find()
                ? Optional.of(refused.group())
                : Optional.empty();
    }

    private static List<String> prefixed(List<String> sudo, List<String> argv) {
        List<String> all = new ArrayList<>(sudo);
        all.addAll(argv);
        return all;
    }
}
