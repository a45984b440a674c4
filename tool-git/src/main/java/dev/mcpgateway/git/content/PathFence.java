package dev.mcpgateway.git.content;

import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

import dev.mcpgateway.git.call.GitPath;

/** Leads a walk to one path and what is below it, byte by byte: JGit's own filter knows only names in UTF-8. */
public final class PathFence extends TreeFilter {
    private final byte[] raw;

    public PathFence(GitPath path) {
        raw = path.raw();
    }

    @Override
    public boolean include(TreeWalk walker) {
        return walker.isPathMatch(raw, raw.length) <= 0;
    }

    @Override
    public boolean shouldBeRecursive() {
        return true;
    }

    @Override
    public TreeFilter clone() {
        return this;
    }
}
