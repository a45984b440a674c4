package dev.mcpgateway.issuer.key;

import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** One key signs; all are published, so that tokens of the one before stay good until they expire. */
public final class SigningKeys {
    private final JWSHeader header;
    private final JWSSigner signer;
    private final JWKSet all;

    SigningKeys(JWKSet all, JWK current, Algorithm algorithm) throws JOSEException {
        this.all = all;
        header = new JWSHeader.Builder(algorithm.jose())
                .keyID(current.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        signer = new DefaultJWSSignerFactory().createJWSSigner(current, algorithm.jose());
    }

    public String sign(JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A key that was tried at the start no longer signs", e);
        }
    }

    /** The JWK set (RFC 7517) as clients may see it: public halves only. */
    public Map<String, Object> published() {
        return all.toPublicJWKSet().toJSONObject();
    }

    @Override
    public String toString() {
        return "SigningKeys[" + header.getKeyID() + "]";
    }
}
