package yanzhen.app.chain.dossier;

import java.util.List;

/**
 * 清单: the lists of a chain. Each line has a name and one cell for each column; a column is called
 * by the message {@code dossier.column.<column>}, the names by {@code dossier.name.<LISTING>}.
 */
public enum Listing {
    /** 短板清单: nodes that the run of the edition finds weak, the heaviest first. */
    WEAK_LINKS("stage category weight reasons stopped sure done"),
    /** 重点企业清单: makers that the rules of the pack count as key. */
    FIRMS("place makes share weak why marks"),
    /** 技术清单: readiness, patents and standards of nodes; candidates and topics of foresight. */
    TECHNOLOGIES("what of value reference day"),
    /** 项目清单: projects that came of the weak links. */
    PROJECTS("of team state milestones started due"),
    /** 设施清单: bodies that test, measure or develop for many. */
    FACILITIES("what place serves"),
    /** 政策清单: clauses of the plan that name the chain or hold for every one. */
    POLICIES("where scope says"),
    /** 任务清单: tasks of the plan, and what is being done about each weak link. */
    TASKS("what of state");

    /** With spaces between: an enum holds nothing that could change. */
    private final String columns;

    Listing(String columns) {
        this.columns = columns;
    }

    /** Columns after the name, in their order. */
    public List<String> columns() {
        return List.of(columns.split(" "));
    }
}
