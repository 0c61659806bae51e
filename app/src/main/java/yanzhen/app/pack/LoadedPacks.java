package yanzhen.app.pack;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 已装载的规划包. */
@Component
public class LoadedPacks {

    private final JdbcClient jdbc;
    private volatile boolean demonstration;

    LoadedPacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether synthetic records have been loaded; once so, always so. */
    @Transactional(readOnly = true)
    public boolean demonstration() {
        if (!demonstration) {
            demonstration =
                    jdbc.sql("select exists (select from pack.loaded where demonstration)")
                            .query(Boolean.class)
                            .single();
        }
        return demonstration;
    }
}
