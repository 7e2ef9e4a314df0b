/**
 * What the tests share. {@link io.rundown.itests.harness.Sample} lists the sample bundles, {@link
 * io.rundown.itests.harness.InFramework} is the base of tests that run inside a framework, {@link
 * io.rundown.itests.harness.EmbeddedFramework} serves those that must survive its stop.
 */
package io.rundown.itests.harness;
