package dev.cilab.ssh;

import dev.cilab.exec.Result;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How sudo's own refusals are told from a command's failure (messages in the C locale, sudo 1.8 and 1.9). */
final class Sudo {

    private static final Pattern WANTS_PASSWORD = Pattern.compile("(?m)^sudo: a (password|terminal) is required.*");
    private static final Pattern REFUSED =
            Pattern.compile("(?m)^(?:sudo: (?:a (?:password|terminal) is required|no password was provided"
                    + "|\\d+ incorrect password attempt).*|Sorry, try again\\.|Sorry, user .* (?:is not allowed|may not run).*"
                    + "|.* is not in the sudoers file.*|.* is not allowed to run sudo.*)$");

    private Sudo() {}

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
}
