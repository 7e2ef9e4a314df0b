package io.rundown.host.impl.sample;

/** What the sample plugin offers. The test sees it through the framework's boot delegation. */
public interface Greeter {
    /** Answers when {@link Probe#leave} is open. */
    String greet(String name) throws InterruptedException;
}
