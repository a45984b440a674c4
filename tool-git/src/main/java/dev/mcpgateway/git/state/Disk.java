package dev.mcpgateway.git.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Files below one folder, by the bytes of their names: a {@code String} would depend on the locale the service was
 * started in. URIs carry every byte through. No symbolic link is followed, not as the last part of a name and not on the
 * way to it.
 */
final class Disk {
    private final String root;

    Disk(Path root) {
        String uri = root.toUri().toString();
        this.root = uri.endsWith("/") ? uri : uri + "/";
    }

    /** @param raw relative to the folder, {@code /} between its parts; empty for the folder itself */
    Path path(byte[] raw) {
        StringBuilder uri = new StringBuilder(root);
        for (byte each : raw) {
            int b = each & 0xff;
            if (b == '/' || (b < 0x7f && Character.isLetterOrDigit(b))) {
                uri.append((char) b);
            } else {
                uri.append('%').append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    Optional<PosixFileAttributes> attributes(byte[] raw) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path(raw), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (FileSystemException e) {
            // Not there, or behind something that is no folder.
            return Optional.empty();
        }
    }

    InputStream open(byte[] raw) throws IOException {
        return Files.newInputStream(path(raw), LinkOption.NOFOLLOW_LINKS);
    }

    /** What a symbolic link says, as bytes. */
    byte[] linkTarget(byte[] raw) throws IOException {
        Path target = Files.readSymbolicLink(path(raw));
        boolean absolute = target.isAbsolute();
        String uri = (absolute ? target : Path.of("/").resolve(target)).toUri().getRawPath();
        String given = target.toString();
        // Asked for its URI, an existing folder gets a slash that the link does not have.
        uri = uri.endsWith("/") && !given.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return decode(absolute ? uri : uri.substring(1));
    }

    /** The names in a folder, sorted, as git sorts bytes. */
    List<Child> children(byte[] folder) throws IOException {
        List<Child> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path(folder))) {
            for (Path each : stream) {
                BasicFileAttributes attributes =
                        Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                children.add(new Child(lastSegment(each), attributes.isDirectory(), attributes.isOther()));
            }
        } catch (NoSuchFileException | DirectoryIteratorException e) {
            return children;
        }
        children.sort((one, other) -> Arrays.compareUnsigned(one.name(), other.name()));
        return children;
    }

    /** One name in a folder. */
    static final class Child {
        private final byte[] name;
        private final boolean isFolder;
        private final boolean isSpecial;

        Child(byte[] name, boolean isFolder, boolean isSpecial) {
            this.name = name;
            this.isFolder = isFolder;
            this.isSpecial = isSpecial;
        }

        byte[] name() {
            return name;
        }

        boolean isFolder() {
            return isFolder;
        }

        /** A socket, a pipe, a device: nothing git would know. */
        boolean isSpecial() {
            return isSpecial;
        }
    }

    private static byte[] lastSegment(Path path) {
        String uri = path.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        return decode(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
    }

    private static byte[] decode(String segment) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '%') {
                raw.write(Integer.parseInt(segment, i + 1, i + 3, 16));
                i += 2;
            } else {
                raw.write(segment.charAt(i));
            }
        }
        return raw.toByteArray();
    }
}
