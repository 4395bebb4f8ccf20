package dev.cilab.ssh;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import dev.cilab.exec.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Answers the server's and the keys' questions from the {@link Credentials}; each secret is offered once. */
final class Prompts implements UserInfo, UIKeyboardInteractive {

    private final SshTarget target;
    private final Credentials credentials;
    private boolean passwordAsked;
    private volatile boolean passwordGiven;
    private Optional<Secret> answer = Optional.empty();

    Prompts(SshTarget target, Credentials credentials) {
        this.target = target;
        this.credentials = credentials;
    }

    @Override
    public boolean promptPassword(String message) {
        answer = passwordAsked ? Optional.empty() : credentials.password(target);
        passwordAsked = true;
        passwordGiven |= answer.isPresent();
        return answer.isPresent();
    }

    /** The server has been told a password. */
    boolean passwordGiven() {
        return passwordGiven;
    }

    @Override
    public boolean promptPassphrase(String message) {
        // JSch says "Passphrase for <file>"
        String file = message.substring(message.lastIndexOf(" for ") + " for ".length());
        answer = credentials.passphrase(Path.of(file));
        return answer.isPresent();
    }

    @Override
    public String getPassword() {
        return answer.map(Secret::reveal).orElse(null);
    }

    @Override
    public String getPassphrase() {
        return answer.map(Secret::reveal).orElse(null);
    }

    /** A single hidden question is the password; anything else (one-time codes) cannot be answered from what is known. */
    @Override
    public String[] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] echo) {
        if (prompts.length == 0) {
            return new String[0];
        }
        boolean password = prompts.length == 1 && !echo[0] && promptPassword(prompts[0]);
        return password ? new String[] {getPassword()} : null;
    }

    /** Host keys are decided by policy, never by a question in the middle of a run. */
    @Override
    public boolean promptYesNo(String message) {
        return false;
    }

    @Override
    public void showMessage(String message) {
        // login banners are not data
    }
}
