package yanzhen.app.cluster.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.LikelySame;
import yanzhen.app.cluster.LikelySame.Answer;
import yanzhen.app.cluster.LikelySame.Likely;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.web.FactsTyping.Correction;
import yanzhen.app.cluster.web.FactsTyping.Registration;
import yanzhen.app.kernel.CreditCode;

/**
 * 登记机构, with a credit code, with another identifier, or with both, and 更正; what may be one body
 * makes a pair. Inside of one command.
 */
@Component
class Admission {

    private final Enrolment enrolment;
    private final Identifiers identifiers;
    private final Organisations organisations;
    private final LikelySame likelySame;
    private final MessageSource messages;

    Admission(
            Enrolment enrolment,
            Identifiers identifiers,
            Organisations organisations,
            LikelySame likelySame,
            MessageSource messages) {
        this.enrolment = enrolment;
        this.identifiers = identifiers;
        this.organisations = organisations;
        this.likelySame = likelySame;
        this.messages = messages;
    }

    /** Who it may be already; nobody when its code or identifier is held, which is refused. */
    List<Likely> likely(Registration it) {
        var code = it.code();
        var key = code == null ? Objects.requireNonNull(it.other()).number().key() : code.value();
        return organisations.findByKey(key).isPresent()
                ? List.of()
                : likelySame.of(code, it.facts());
    }

    /** As above, of a body of which less is known. */
    List<Likely> likely(@Nullable CreditCode code, Facts facts) {
        return code != null && organisations.findByCode(code).isPresent()
                ? List.of()
                : likelySame.of(code, facts);
    }

    UUID admit(Registration it, Answer answer, Locale locale) {
        var likely = likely(it);
        var id = registered(it);
        likelySame.keep(id, likely, answer, messages.getMessage("likely.told-apart", null, locale));
        return id;
    }

    private UUID registered(Registration it) {
        var code = it.code();
        var other = it.other();
        if (code == null) {
            return identifiers.register(Objects.requireNonNull(other), it.facts());
        }
        var id = enrolment.register(code, it.override(), it.facts());
        if (other != null) {
            identifiers.add(id, other);
        }
        return id;
    }

    List<Likely> likely(UUID organisation, Correction it) {
        return likelySame.of(organisation, it.facts());
    }

    void correct(UUID organisation, Correction it, Answer answer) {
        var likely = likely(organisation, it);
        enrolment.correct(organisation, it.facts(), it.reason());
        likelySame.keep(organisation, likely, answer, it.reason());
    }
}
