import dev.cilab.exec.Command;
import dev.cilab.ssh.Credentials;
import dev.cilab.ssh.SshConfig;
import dev.cilab.ssh.SshHost;
import java.nio.file.Path;
import java.util.Arrays;

/** Prints the median time of a command on an open connection, in microseconds. Arguments: ssh_config, host, how many commands. */
public final class SshBench {

    private SshBench() {}

    public static void main(String[] args) throws Exception {
        int commands = Integer.parseInt(args[2]);
        long[] nanos = new long[commands];
        try (SshHost host =
                new SshHost(SshConfig.read(Path.of(args[0]), System.getenv()).target(args[1]), Credentials.NONE)) {
            host.run(Command.of("true")); // connects
            for (int i = 0; i < commands; i++) {
                long start = System.nanoTime();
                host.run(Command.of("true"));
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.println(nanos[commands / 2] / 1000);
    }
}
