package dev.cilab.measure;

/**
 * How the requests of a load are shared out among workers that each send one at a time.
 *
 * @param workers      how many
 * @param periodMillis each sends one request every so many milliseconds; 0 = at once
 * @param each         requests of each worker, rounded up; the first {@code extra} workers carry the remainder
 */
record Pace(int workers, int periodMillis, int each, int extra) {

    /** Faster than this many at once a small machine does not get: the answers' side is what limits. */
    static final int UNPACED = 4;

    private static final int MOST = 100;
    /** More than any measurement sends; curl's glob takes it. */
    private static final int ENDLESS = 100_000_000;

    static Pace of(Load load) {
        int workers = load.perSecond() == 0 ? UNPACED : pacedWorkers(load);
        int total = total(load);
        if (total == 0) {
            return new Pace(workers, period(load, workers), ENDLESS, 0);
        }
        int sharing = Math.min(workers, total);
        return new Pace(sharing, period(load, sharing), total / sharing, total % sharing);
    }

    /** So many that the rate holds while each waits for a connection that does not come. */
    private static int pacedWorkers(Load load) {
        long waiting = (load.perSecond() * load.connectTimeout().toMillis() + 999) / 1000;
        return (int) Math.clamp(waiting, 1, MOST);
    }

    /** How many requests there are; 0 = nobody knows. */
    static int total(Load load) {
        if (load.requests() > 0) {
            return load.requests();
        }
        return load.perSecond() == 0
                ? 0
                : (int) Math.min(ENDLESS, load.perSecond() * load.duration().toMillis() / 1000);
    }

    private static int period(Load load, int workers) {
        return load.perSecond() == 0 ? 0 : Math.max(1, Math.round(1000f * workers / load.perSecond()));
    }

    int requestsOf(int worker) {
        return each + (worker < extra ? 1 : 0);
    }
}
