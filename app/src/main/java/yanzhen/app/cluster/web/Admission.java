package yanzhen.app.cluster.web;

import java.util.UUID;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Identifiers;

/** 登记机构, with a credit code, with another identifier, or with both. Inside of one command. */
@Component
class Admission {

    private final Enrolment enrolment;
    private final Identifiers identifiers;

    Admission(Enrolment enrolment, Identifiers identifiers) {
        this.enrolment = enrolment;
        this.identifiers = identifiers;
    }

    UUID admit(FactsTyping.Registration it) {
        var code = it.code();
        var other = it.other();
        if (code == null) {
            return identifiers.register(java.util.Objects.requireNonNull(other), it.facts());
        }
        var id = enrolment.register(code, it.override(), it.facts());
        if (other != null) {
            identifiers.add(id, other);
        }
        return id;
    }
}
