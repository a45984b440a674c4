package dev.mcpgateway.git.state;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.jspecify.annotations.Nullable;

import dev.mcpgateway.git.call.Cursor;
import dev.mcpgateway.git.repository.Reading;

/** Branches or tags, by name. */
public record RefList(
        @Nullable String head,
        List<Named> refs,
        @Nullable String truncated,
        @Nullable String nextCursor) {
    private static final int MAX_NAME = 4096;

    /**
     * @param name as one says it, {@code main}
     * @param ref in full, {@code refs/heads/main}
     * @param target the commit, a tag followed
     * @param annotated for a tag, whether it has a message of its own
     * @param when commit time, or time of tagging
     */
    public record Named(
            String name,
            String ref,
            String target,
            String kind,
            boolean current,
            @Nullable Boolean annotated,
            @Nullable String subject,
            @Nullable String when) {}

    public enum Kind {
        BRANCHES,
        TAGS
    }

    /** @param containing only names that contain this text */
    public record Question(
            String repository,
            Kind kind,
            boolean remotes,
            @Nullable String containing) {}

    public static RefList of(Reading reading, Question question, int limit, @Nullable String cursor)
            throws IOException {
        String after = cursor == null
                ? ""
                : Cursor.decode(question, cursor, in -> {
                    String name = in.readUTF();
                    if (name.length() > MAX_NAME) {
                        throw new IOException("too long");
                    }
                    return name;
                });
        Ref head = reading.jgit().getRefDatabase().exactRef(Constants.HEAD);
        String current = head != null && head.isSymbolic() ? head.getTarget().getName() : null;
        List<Named> named = new ArrayList<>();
        String last = after;
        for (Ref ref : sorted(reading, question)) {
            if (ref.getName().compareTo(after) <= 0) {
                continue;
            }
            if (named.size() == limit || reading.budget().checkSpent()) {
                String position = last;
                return new RefList(
                        current, named, "There are more.", Cursor.encode(question, out -> out.writeUTF(position)));
            }
            ObjectId id = ref.getObjectId();
            if (id != null) { // a symbolic ref may point to a branch that does not exist yet
                named.add(describe(reading, ref, id, ref.getName().equals(current)));
            }
            last = ref.getName();
        }
        return new RefList(current, named, null, null);
    }

    private static List<Ref> sorted(Reading reading, Question question) throws IOException {
        List<Ref> refs = new ArrayList<>();
        RefDatabase database = reading.jgit().getRefDatabase();
        if (question.kind() == Kind.TAGS) {
            refs.addAll(database.getRefsByPrefix(Constants.R_TAGS));
        } else {
            refs.addAll(database.getRefsByPrefix(Constants.R_HEADS));
            refs.addAll(question.remotes() ? database.getRefsByPrefix(Constants.R_REMOTES) : List.of());
        }
        Stream<Ref> all = refs.stream().sorted(Comparator.comparing(Ref::getName));
        String containing = question.containing();
        return (containing == null ? all : all.filter(ref -> ref.getName().contains(containing)))
                .collect(Collectors.toList());
    }

    private static Named describe(Reading reading, Ref ref, ObjectId id, boolean current) throws IOException {
        RevObject object = reading.walk().parseAny(id);
        boolean isTag = ref.getName().startsWith(Constants.R_TAGS);
        String subject = null;
        String when = null;
        if (object instanceof RevTag tag) {
            reading.walk().parseBody(tag);
            subject = reading.limits().cutLine(tag.getShortMessage());
            when = tag.getTaggerIdent() == null
                    ? null
                    : tag.getTaggerIdent().getWhenAsInstant().toString();
        }
        RevObject target = reading.walk().peel(object);
        if (target instanceof RevCommit commit && subject == null) {
            reading.walk().parseBody(commit);
            subject = reading.limits().cutLine(commit.getShortMessage());
            when = Instant.ofEpochSecond(commit.getCommitTime()).toString();
        }
        return new Named(
                Repository.shortenRefName(ref.getName()),
                ref.getName(),
                target.name(),
                Constants.typeString(target.getType()),
                current,
                isTag ? Boolean.valueOf(object instanceof RevTag) : null,
                subject,
                when);
    }
}
