/** 图谱与清单 (N图N清单): maps and lists of a chain, frozen as editions that its owner signs. */
@NullMarked
@NamedInterface("dossier")
package yanzhen.app.chain.dossier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
