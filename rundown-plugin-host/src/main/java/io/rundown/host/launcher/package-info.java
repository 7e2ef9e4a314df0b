/**
 * The runnable host: an Apache Felix framework with a shell, a watched folder, Declarative Services and Config Admin, and the plugin host
 * before whatever lies in the folder. It is what {@code java -jar rundown-host.jar} runs.
 */
@NullMarked
package io.rundown.host.launcher;

import org.jspecify.annotations.NullMarked;
