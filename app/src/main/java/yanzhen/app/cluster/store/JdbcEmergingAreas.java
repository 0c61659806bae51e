package yanzhen.app.cluster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.AuditTrail;
import yanzhen.app.evidence.Change;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.site.NotFound;

@Component
class JdbcEmergingAreas implements EmergingAreas {

    private final JdbcClient jdbc;
    private final Organisations organisations;
    private final Viewers viewers;
    private final AuditTrail audit;
    private final Clock clock;

    JdbcEmergingAreas(
            JdbcClient jdbc,
            Organisations organisations,
            Viewers viewers,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.organisations = organisations;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Area> areas() {
        return jdbc.sql("select * from cluster.emerging_area order by ordinal")
                .query((row, _) ->
                        new Area(
                                row.getString("key"),
                                new Bilingual(row.getString("name_zh"), row.getString("name_en")),
                                "%s %s"
                                        .formatted(
                                                row.getString("document"), row.getString("place"))
                                        .strip(),
                                row.getString("mark").equals("verified")))
                .list();
    }

    private List<Mapping> mappings() {
        return jdbc.sql("select * from cluster.emerging_mapping")
                .query((row, _) ->
                        new Mapping(
                                row.getString("industry"),
                                row.getString("area"),
                                row.getBoolean("part"),
                                row.getString("mark").equals("verified")))
                .list();
    }

    private record Said(UUID organisation, Stated stated) {}

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                row.getObject("organisation", UUID.class),
                new Stated(
                        row.getObject("id", UUID.class),
                        row.getString("area"),
                        row.getString("document"),
                        row.getObject("as_of", LocalDate.class),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getString("recorded_by_name")));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Of> of(Organisation organisation) {
        var stated =
                jdbc.sql(
                                """
                                select * from cluster.emerging_statement
                                where organisation = ? and superseded_at is null
                                """)
                        .param(organisation.id())
                        .query((row, _) -> said(row).stated)
                        .list();
        return together(areas(), mappings(), organisation, stated);
    }

    @Override
    @Transactional(readOnly = true)
    public Function<Organisation, List<Of>> reader() {
        var areas = areas();
        var mappings = mappings();
        Map<UUID, List<Stated>> stated =
                jdbc
                        .sql("select * from cluster.emerging_statement where superseded_at is null")
                        .query((row, _) -> said(row))
                        .list()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Said::organisation,
                                        Collectors.mapping(Said::stated, Collectors.toList())));
        return it -> together(areas, mappings, it, stated.getOrDefault(it.id(), List.of()));
    }

    /** Each area once: stated before whole, whole before possible. */
    private static List<Of> together(
            List<Area> areas, List<Mapping> mappings, Organisation it, List<Stated> stated) {
        var found = new ArrayList<Of>();
        var industry = it.industry() == null ? "" : it.industry().value();
        for (var area : areas) {
            var said = stated.stream().filter(each -> each.area().equals(area.key())).findFirst();
            if (said.isPresent()) {
                found.add(new Of(area, Certainty.STATED, said.get(), true));
            } else {
                var mapped = mapped(area, mappings, industry);
                if (mapped != null) {
                    found.add(mapped);
                }
            }
        }
        return List.copyOf(found);
    }

    private static @Nullable Of mapped(Area area, List<Mapping> mappings, String industry) {
        Of best = null;
        for (var mapping : mappings) {
            boolean fits =
                    mapping.area().equals(area.key()) && industry.startsWith(mapping.industry());
            if (fits && (best == null || !mapping.part())) {
                best =
                        new Of(
                                area,
                                mapping.part() ? Certainty.POSSIBLE : Certainty.WHOLE,
                                null,
                                mapping.confirmed());
            }
        }
        return best;
    }

    @Override
    @Transactional
    public UUID state(UUID organisation, String area, String document, LocalDate asOf) {
        var body = mustOversee(organisation);
        var id = UUID.randomUUID();
        var actor = viewers.current();
        try {
            jdbc.sql(
                            """
                            insert into cluster.emerging_statement
                                (id, organisation, area, document, as_of, recorded_at, recorded_by,
                                 recorded_by_name, synthetic)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(id)
                    .param(organisation)
                    .param(area)
                    .param(document)
                    .param(asOf)
                    .param(now())
                    .param(actor.account())
                    .param(actor.name())
                    .param(body.synthetic())
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Stands(area);
        }
        audit.record(
                Change.created(
                        "cluster.state-area",
                        "organisation",
                        organisation,
                        new Recorded(area, document, asOf)));
        return id;
    }

    private record Recorded(String area, String document, LocalDate asOf) {}

    @Override
    @Transactional
    public void withdraw(UUID organisation, UUID statement, String reason) {
        mustOversee(organisation);
        var said =
                jdbc.sql(
                                """
                                update cluster.emerging_statement set superseded_at = ?
                                where id = ? and organisation = ? and superseded_at is null
                                returning *
                                """)
                        .params(now(), statement, organisation)
                        .query((row, _) -> said(row).stated)
                        .optional()
                        .orElseThrow(() -> new NotFound("area of an organisation", statement));
        audit.record(
                new Change(
                        "cluster.withdraw-area",
                        "organisation",
                        organisation.toString(),
                        new Recorded(said.area(), said.document(), said.asOf()),
                        null,
                        reason));
    }

    private Organisation mustOversee(UUID id) {
        var organisation =
                organisations.find(id).orElseThrow(() -> new NotFound("organisation", id));
        viewers.current().mustRunDistrict(organisation.district());
        return organisation;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
