package dev.cilab.capture;

/**
 * Where packets are taken: an interface of a machine, or of a pod.
 *
 * @param place  the machine's name, or {@code pod/NAME}
 * @param device {@code any} for all interfaces
 */
public record Tap(String place, String device) {

    @Override
    public String toString() {
        return place + " " + device;
    }
}
