# Sends requests on schedule from one process that waits for none of them; TrafficScript says what a line holds. Core modules of perl-base only.
use strict;
use warnings;
use Errno qw(EINPROGRESS EAGAIN EINTR ETIMEDOUT);
use Fcntl qw(F_GETFL F_SETFL O_NONBLOCK);
use Socket qw(SOCK_STREAM SOL_SOCKET SO_ERROR getaddrinfo);

my ($host, $port, $path, $by, $total, $period, $longest, $atonce, $connecting, $answering) = @ARGV;
$_ += 0 for $total, $period, $longest, $atonce, $connecting, $answering;
my $resolved = 60;        # seconds that an address is taken for good, as curl does
my $burst    = 5;         # requests that are made up for when the machine could not keep the schedule
my $most     = 65536;     # bytes of an answer that are looked at

# perl-base has no Time::HiRes, and the kernel has a clock for everybody
my $clock = eval { require Time::HiRes; \&Time::HiRes::time };
if (!$clock) {
    require POSIX;
    my $number = { x86_64 => 96, aarch64 => 169 }->{ (POSIX::uname())[4] } or die "no clock\n";
    $clock = sub {
        my $now = pack 'q2', 0, 0;
        syscall $number, $now, 0;
        my ($seconds, $micros) = unpack 'q2', $now;
        return $seconds + $micros / 1e6;
    };
}
# a reader that is slow must not hold up the schedule: lines wait here
my $lines = sprintf "clock %.6f\n", $clock->();
fcntl STDOUT, F_SETFL, O_NONBLOCK | fcntl STDOUT, F_GETFL, 0;

sub flush {
    my $wrote = syswrite STDOUT, $lines;
    if (defined $wrote) { substr $lines, 0, $wrote, '' }
    elsif ($! != EAGAIN && $! != EINTR) { exit 1 }
}

sub finish {
    while (length $lines) {
        my $out = '';
        vec($out, fileno STDOUT, 1) = 1;
        select undef, $out, undef, undef;
        flush();
    }
    exit 0;
}

# a file for every connection; where more are open than the system lets us have, requests wait
my $files = eval { require POSIX; POSIX::sysconf(POSIX::_SC_OPEN_MAX()) } || 256;
my $mostopen = $files - 16;
my $name = $port == 80 ? $host : "$host:$port";
my $request = "GET $path HTTP/1.1\r\nHost: $name\r\nUser-Agent: cilab\r\nAccept: */*\r\nConnection: close\r\n\r\n";

my (%open, $address, $addressed, $unknown);
my ($reading, $writing) = ('', '');

sub told {
    my ($one, $exit, $why) = @_;
    my $now = $clock->();
    my ($status, $who, $from) = ('000', '', '');
    if ($one->{answer} =~ m{^HTTP/\S+ (\d{3})}) {
        $status = $1;
        (my $body = $one->{answer}) =~ s/^.*?\r?\n\r?\n//s;
        $who  = $1 if $body =~ /^\Q$by\E: ([^\r\n|]*)/m;
        $from = $1 if $body =~ /^RemoteAddr: ([^\r\n|]*)/m;
    }
    $why =~ s/[\r\n]/ /g;
    $lines .= sprintf "%.6f %d %s %.6f 1|%s|%s|%s\n", $now, $exit, $status, $now - $one->{start}, $who, $from, $why;
}

sub ended {
    my ($one, $exit, $why) = @_;
    if ($one->{socket}) {
        my $file = fileno $one->{socket};
        vec($reading, $file, 1) = 0;
        vec($writing, $file, 1) = 0;
        delete $open{$file};
        close $one->{socket};
    }
    told($one, $exit, $why);
}

sub unconnected {
    my ($one, $error) = @_;
    $! = $error;
    return ended($one, $error == ETIMEDOUT ? 28 : 7, "$!");
}

sub address {
    if (!$address || $clock->() - $addressed > $resolved) {
        ($unknown, $address) = getaddrinfo($host, $port, { socktype => SOCK_STREAM });
        $addressed = $clock->();
    }
    return $address;
}

sub start {
    my $one = { start => $clock->(), answer => '', sent => 0, connected => 0 };
    my $to = address();
    return ended($one, 6, "Could not resolve host: $host ($unknown)") if !$to;
    socket($one->{socket}, $to->{family}, SOCK_STREAM, 0) or return told($one, 2, "no socket: $!");
    fcntl $one->{socket}, F_SETFL, O_NONBLOCK | fcntl $one->{socket}, F_GETFL, 0;
    my $file = fileno $one->{socket};
    $open{$file} = $one;
    vec($writing, $file, 1) = 1;
    connect($one->{socket}, $to->{addr}) or $! == EINPROGRESS or unconnected($one, $! + 0);
}

sub writable {
    my $one = shift;
    if (!$one->{connected}) {
        my $error = unpack 'i', getsockopt $one->{socket}, SOL_SOCKET, SO_ERROR;
        return unconnected($one, $error) if $error;
        $one->{connected} = 1;
    }
    my $wrote = syswrite $one->{socket}, $request, length($request) - $one->{sent}, $one->{sent};
    if (defined $wrote) {
        $one->{sent} += $wrote;
        if ($one->{sent} == length $request) {
            vec($writing, fileno $one->{socket}, 1) = 0;
            vec($reading, fileno $one->{socket}, 1) = 1;
        }
    }
    elsif ($! != EAGAIN && $! != EINTR) {
        ended($one, 55, "Send failure: $!");
    }
}

# the answer has come as a whole: by its length, by its last chunk
sub complete {
    my $one = shift;
    my $at = index $one->{answer}, "\r\n\r\n";
    return 0 if $at < 0;
    my $head = substr $one->{answer}, 0, $at;
    return $one->{got} - $at - 4 >= $1 if $head =~ /^Content-Length: *(\d+)/mi;
    return $head =~ /^Transfer-Encoding: *chunked/mi && $one->{tail} =~ /\r?\n0\r\n\r\n$/;
}

sub readable {
    my $one = shift;
    my $piece;
    my $count = sysread $one->{socket}, $piece, $most;
    if (!defined $count) {
        return if $! == EAGAIN || $! == EINTR;
        return ended($one, 56, "Recv failure: $!");
    }
    if ($count > 0) {
        $one->{got} += $count;
        $one->{answer} .= $piece if length $one->{answer} < $most;
        $one->{tail} = substr(($one->{tail} // '') . $piece, -16);
        return complete($one) ? ended($one, 0, '') : undef;
    }
    return ended($one, 52, 'Empty reply from server') if !$one->{got};
    my $rest = $one->{answer} =~ /\r\n\r\n/ && $one->{answer} !~ /^(Content-Length|Transfer-Encoding):/mi;
    return $rest ? ended($one, 0, '') : ended($one, 18, 'the connection was closed in the middle of the answer');
}

sub overdue {
    my $now = shift;
    my @all = values %open;
    for my $one (@all) {
        my $waited = $now - $one->{start};
        if (!$one->{connected} && $waited >= $connecting) {
            ended($one, 28, 'no connection within ' . 1000 * $connecting . ' ms');
        }
        elsif ($waited >= $answering) {
            ended($one, 28, 'no answer within ' . 1000 * $answering . ' ms');
        }
    }
}

my $begin = $clock->();
my ($started, $next, $looked) = (0, $begin, $begin);
while (1) {
    my $now = $clock->();
    my $more = (!$total || $started < $total);
    finish() if !$total && $longest && $now - $begin >= $longest;
    finish() if !$more && !%open;
    if ($period) {
        $next = $now - $burst * $period if $next < $now - $burst * $period;
        while ($more && $next <= $now && keys %open < $mostopen) {
            start();
            $started++;
            $next += $period;
            $more = (!$total || $started < $total);
        }
    }
    else {
        while ($more && keys %open < $atonce) {
            start();
            $started++;
            $more = (!$total || $started < $total);
            last if !%open;
        }
    }
    my $wait = 0.05;
    if ($more && $period && keys %open < $mostopen) {
        my $left = $next - $clock->();
        $wait = $left if $left < $wait;
    }
    $wait = 0 if $wait < 0 || ($more && !$period && !%open);
    flush() if length $lines;
    my ($in, $out) = ($reading, $writing);
    vec($out, fileno STDOUT, 1) = 1 if length $lines;
    if (select($in, $out, undef, $wait) > 0) {
        for my $file (keys %open) {
            my $one = $open{$file} or next;
            if (vec $out, $file, 1) { writable($one) }
            elsif (vec $in, $file, 1) { readable($one) }
        }
    }
    $now = $clock->();
    if ($now - $looked >= 0.01) {
        overdue($now);
        $looked = $now;
    }
}
