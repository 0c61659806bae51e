/** 供应网络: a supply network of firms in a folder, and what its firms' failures cost. */
@NullMarked
@NamedInterface("supply")
package yanzhen.app.chain.supply;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
