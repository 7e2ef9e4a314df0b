package io.rundown.itests.sample.later;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.osgi.util.promise.Promise;

/** Answers later. */
public interface Later {

    /** As a stage that only its maker can complete. */
    CompletionStage<String> stage();

    /** As a stage that the consumer can cancel. */
    CompletableFuture<String> completable();

    /** As a future that tells nobody when it is done. */
    Future<String> future();

    /** As a promise. */
    Promise<String> promise();

    /** As anything. */
    <T> T anything();
}
