package io.rundown.itests.karaf;

import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;

/** Somebody who may do everything in Karaf. */
final class Administrator {

    private Administrator() {}

    static Subject subject() {
        Subject administrator = new Subject();
        administrator
                .getPrincipals()
                .addAll(Set.of(
                        new RolePrincipal("admin"),
                        new RolePrincipal("manager"),
                        new RolePrincipal("viewer"),
                        new RolePrincipal("systembundles")));
        return administrator;
    }
}
