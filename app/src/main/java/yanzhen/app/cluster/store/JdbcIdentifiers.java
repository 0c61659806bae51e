package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Enrolment;
import yanzhen.app.cluster.Facts;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.IdentifierKind;
import yanzhen.app.cluster.Identifiers;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.OtherIdentifier;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Period;
import yanzhen.app.site.NotFound;

/** The organisation is locked first, so that two who change what it is called come one by one. */
@Component
class JdbcIdentifiers implements Identifiers {

    private static final String EVERY =
            """
            select i.*, lower(i.valid) as valid_from, upper(i.valid) as valid_until,
                   k.name_zh as kind_zh, k.name_en as kind_en,
                   o.code is null and i.superseded_at is null and i.kind = o.lead_kind
                       and i.jurisdiction is not distinct from o.lead_jurisdiction and i.value = o.lead_value as leads
            from cluster.identifier i
            join cluster.organisation o on o.id = i.organisation
            join cluster.identifier_kind k on k.key = i.kind
            """;

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final FactRows facts;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcIdentifiers(
            JdbcClient jdbc,
            Organisations organisations,
            FactRows facts,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.facts = facts;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<IdentifierKind> kinds() {
        return jdbc.sql("select * from cluster.identifier_kind order by ordinal")
                .query((row, _) -> kind(row))
                .list();
    }

    private static IdentifierKind kind(ResultSet row) throws SQLException {
        var proof = row.getString("proof");
        return new IdentifierKind(
                row.getString("key"),
                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                Pattern.compile(row.getString("pattern")),
                proof == null ? null : IdentifierKind.Proof.named(proof),
                row.getBoolean("jurisdiction"),
                row.getBoolean("leads"),
                "%s %s".formatted(row.getString("document"), row.getString("place")).strip(),
                row.getString("mark").equals("verified"));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> of(UUID organisation) {
        return jdbc.sql(
                        EVERY
                                + """
                                where i.organisation = ?
                                order by i.superseded_at is not null, leads desc, i.recorded_at desc, i.id
                                """)
                .param(organisation)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        var superseded = row.getObject("superseded_at", OffsetDateTime.class);
        return new Entry(
                row.getObject("id", UUID.class),
                new OtherIdentifier(
                        row.getString("kind"),
                        row.getString("jurisdiction"),
                        row.getString("value")),
                new Bilingual(row.getString("kind_zh"), row.getString("kind_en")),
                row.getBoolean("leads"),
                new Period(
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class)),
                row.getString("document"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                superseded == null ? null : superseded.toInstant(),
                row.getString("recorded_by_name"),
                row.getString("reason"),
                row.getBoolean("synthetic"));
    }

    @Override
    @Transactional
    public UUID register(Statement lead, Facts said) {
        viewers.current().mustRunDistrict(said.district());
        mustBeFree(lead);
        var id = UUID.randomUUID();
        var now = now();
        var number = lead.number();
        try {
            jdbc.sql(
                            """
                            insert into cluster.organisation
                                (id, lead_kind, lead_jurisdiction, lead_value, created_at)
                            values (?, ?, ?, ?, ?)
                            """)
                    .param(id)
                    .param(number.kind())
                    .param(number.jurisdiction())
                    .param(number.value())
                    .param(now)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Taken(number, null);
        }
        facts.insert(id, said, null, null, now);
        insert(id, lead, null, false, now);
        var name = organisations.find(id).orElseThrow().identifier();
        audit.record(
                Change.created(
                        "cluster.register", "organisation", id, Recorded.of(name, said, null)));
        return id;
    }

    @Override
    @Transactional
    public UUID add(UUID organisation, Statement statement) {
        mustOversee(organisation);
        mustBeFree(statement);
        var id = insert(organisation, statement, null, synthetic(organisation), now());
        audit.record(
                Change.created(
                        "cluster.identify", "organisation", organisation, Said.of(statement)));
        return id;
    }

    @Override
    @Transactional
    public void end(UUID organisation, UUID identifier, LocalDate on, String reason) {
        mustOversee(organisation);
        var entry = counting(organisation, identifier);
        if (!entry.valid().covers(on) || on.equals(entry.valid().from())) {
            throw new NotInForce(on);
        }
        var now = now();
        supersede(identifier, now);
        var before = new Statement(entry.number(), entry.valid(), entry.document());
        var after = new Statement(entry.number(), entry.valid().endedBy(on), entry.document());
        insert(organisation, after, reason, entry.synthetic(), now);
        audit.record(
                Change.of(
                                "cluster.end-identifier",
                                "organisation",
                                organisation,
                                Said.of(before),
                                Said.of(after))
                        .because(reason));
    }

    @Override
    @Transactional
    public void withdraw(UUID organisation, UUID identifier, String reason) {
        mustOversee(organisation);
        var entry = counting(organisation, identifier);
        if (entry.leads()) {
            throw new Leading();
        }
        supersede(identifier, now());
        var before = new Statement(entry.number(), entry.valid(), entry.document());
        audit.record(
                new Change(
                        "cluster.withdraw-identifier",
                        "organisation",
                        organisation.toString(),
                        Said.of(before),
                        null,
                        reason));
    }

    @Override
    @Transactional
    public void assign(UUID id, CreditCode code, @Nullable String override, String reason) {
        mustOversee(id);
        if (!code.passesCheck() && override == null) {
            throw new IllegalArgumentException(
                    "The credit code (%s) fails its check. Compare it with the licence, or give the reason for admitting it."
                            .formatted(code));
        }
        var present = organisations.find(id).orElseThrow();
        var had = present.code();
        if (had != null) {
            throw new HasCode(had);
        }
        var other = organisations.findByCode(code);
        if (other.isPresent()) {
            throw new Enrolment.CodeTaken(code, other.get().id());
        }
        write(id, code, code.passesCheck() ? null : override);
        var said = Facts.of(present);
        audit.record(
                Change.of(
                                "cluster.assign-code",
                                "organisation",
                                id,
                                Recorded.of(present.identifier(), said, null),
                                Recorded.of(new Identifier.Credit(code), said, override))
                        .because(reason));
    }

    private void write(UUID id, CreditCode code, @Nullable String override) {
        try {
            jdbc.sql("update cluster.organisation set code = ?, code_override = ? where id = ?")
                    .param(code.value())
                    .param(override)
                    .param(id)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Enrolment.CodeTaken(code, id);
        }
    }

    /** What an audit record keeps. */
    private record Said(String identifier, Period valid, String document) {
        static Said of(Statement it) {
            return new Said(it.number().key(), it.valid(), it.document());
        }
    }

    private Entry counting(UUID organisation, UUID identifier) {
        return jdbc.sql(EVERY + "where i.id = ? and i.organisation = ? and i.superseded_at is null")
                .params(identifier, organisation)
                .query((row, _) -> entry(row))
                .optional()
                .orElseThrow(() -> new NotFound("identifier", identifier));
    }

    private void mustBeFree(Statement statement) {
        var number = statement.number();
        jdbc.sql(
                        """
                        select organisation from cluster.identifier
                        where superseded_at is null and kind = ? and jurisdiction is not distinct from ?
                          and value = ? and valid && daterange(?, ?) limit 1
                        """)
                .param(number.kind())
                .param(number.jurisdiction())
                .param(number.value())
                .param(statement.valid().from())
                .param(statement.valid().until())
                .query(UUID.class)
                .optional()
                .ifPresent(holder -> {
                    throw new Taken(number, holder);
                });
    }

    /** The constraint decides: of two who come at once, one finds it taken. */
    private UUID insert(
            UUID organisation,
            Statement statement,
            @Nullable String reason,
            boolean synthetic,
            OffsetDateTime now) {
        var id = UUID.randomUUID();
        var actor = viewers.current();
        var number = statement.number();
        try {
            jdbc.sql(
                            """
                            insert into cluster.identifier
                                (id, organisation, kind, jurisdiction, value, valid, document, recorded_at,
                                 recorded_by, recorded_by_name, reason, synthetic)
                            values (?, ?, ?, ?, ?, daterange(?, ?), ?, ?, ?, ?, ?, ?)
                            """)
                    .param(id)
                    .param(organisation)
                    .param(number.kind())
                    .param(number.jurisdiction())
                    .param(number.value())
                    .param(statement.valid().from())
                    .param(statement.valid().until())
                    .param(statement.document())
                    .param(now)
                    .param(actor.account())
                    .param(actor.name())
                    .param(reason)
                    .param(synthetic)
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw Exclusion.refused(e) ? new Taken(number, null) : e;
        }
        return id;
    }

    private void supersede(UUID identifier, OffsetDateTime now) {
        jdbc.sql("update cluster.identifier set superseded_at = ? where id = ?")
                .params(now, identifier)
                .update();
    }

    private boolean synthetic(UUID id) {
        return organisations.find(id).map(Organisation::synthetic).orElse(false);
    }

    /** Locks it too. */
    private void mustOversee(UUID id) {
        jdbc.sql("select id from cluster.organisation where id = ? for no key update")
                .param(id)
                .query(UUID.class)
                .optional();
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        viewers.current().mustRunDistrict(organisation.district());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
