package io.rundown.host.impl;

import io.rundown.host.HostProperties;
import java.util.HashMap;
import java.util.Map;

/** On Eclipse Equinox, of a plugin whose calls are held. */
class HeldLookupRacesEquinoxTest extends LookupRacesEquinoxTest {
    @Override
    Map<String, String> moreProperties() {
        Map<String, String> properties = new HashMap<>(super.moreProperties());
        properties.put(HostProperties.HOLD, PLUGIN);
        return properties;
    }
}
